package glasshouse.engine.script.api;

import glasshouse.engine.script.vm.Args;

/** A debugger that watches what a script does with the table redis. */
public interface Watcher {
  /** True while the script goes on only as far as the next line: commands are shown then. */
  boolean steps();

  /** A command is about to be judged and run. */
  void command(byte[][] argv);

  /** An error table is made of this text. */
  void error(String text);

  /** A command was run and has answered. */
  void reply(byte[] reply);

  /** The script asks to be stopped at its next line. */
  void stopAtNextLine();

  /** The script shows values. */
  void show(Args values);
}
