package glasshouse.engine.script.vm;

/** Ends a script at once; no pcall sees it. */
public final class ScriptKilled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Vm.Place place;

  ScriptKilled(Vm.Place place) {
    super(null, null, false, false);
    this.place = place;
  }

  /** Where the script was. */
  public Vm.Place place() {
    return place;
  }
}
