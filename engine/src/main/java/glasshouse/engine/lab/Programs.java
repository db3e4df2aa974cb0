package glasshouse.engine.lab;

import glasshouse.engine.lab.account.AccountProgram;
import glasshouse.engine.view.LabView;
import java.util.List;

/** All programs. */
public final class Programs {
  private static final List<Program> ALL = List.of(new AccountProgram());

  private Programs() {}

  /** Each with its sentence. */
  public static List<LabView.Choice> catalogue() {
    return ALL.stream().map(p -> new LabView.Choice(p.id(), p.title() + ". " + p.about())).toList();
  }

  /**
   * The program of this id.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Program named(String id) {
    for (Program program : ALL) {
      if (program.id().equals(id)) {
        return program;
      }
    }
    throw new IllegalArgumentException(
        "there is no lab '%s'; there are %s"
            .formatted(id, String.join(", ", ALL.stream().map(Program::id).toList())));
  }
}
