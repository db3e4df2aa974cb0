package glasshouse.engine.script.lib;

/** The settings of one cjson module. Switches: 0 off, 1 on, 2 null. */
final class JsonConfig {
  int sparseConvert;
  int sparseRatio = 2;
  int sparseSafe = 10;
  int encodeDepth = 1000;
  int decodeDepth = 1000;
  int precision = 14;
  int keepBuffer = 1;
  int encodeInvalid;
  int decodeInvalid = 1;
}
