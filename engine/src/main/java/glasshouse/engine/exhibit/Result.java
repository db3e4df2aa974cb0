package glasshouse.engine.exhibit;

import java.util.List;

/** What came of a step. */
public sealed interface Result {
  /** It went as it should; what was seen, empty when there was nothing to see. */
  record Passed(String seen) implements Result {}

  /** Something was not as expected. */
  record Failed(List<Miss> misses) implements Result {}

  /**
   * An expectation that did not hold.
   *
   * @param what what was looked at
   * @param expected what it should have been
   * @param seen what it was
   */
  record Miss(String what, String expected, String seen) {
    /** One line. */
    public String text() {
      return what + ": expected " + expected + ", seen " + seen;
    }
  }
}
