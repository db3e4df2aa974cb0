package glasshouse.engine.lab;

import glasshouse.engine.lab.account.AccountProgram;
import glasshouse.engine.lab.program.ExpireInView;
import glasshouse.engine.lab.program.FailedOpen;
import glasshouse.engine.lab.program.LongReader;
import glasshouse.engine.lab.program.LostLock;
import glasshouse.engine.lab.program.NestedUpdate;
import glasshouse.engine.lab.program.NestedView;
import glasshouse.engine.lab.program.ParentAndChild;
import glasshouse.engine.lab.program.RecursiveCompute;
import glasshouse.engine.lab.program.ReplaceUnderLock;
import glasshouse.engine.lab.program.Stampede;
import glasshouse.engine.view.LabView;
import java.util.List;

/** All programs. */
public final class Programs {
  private static final List<Program> ALL =
      List.of(
          new AccountProgram(),
          new ExpireInView(),
          new NestedUpdate(),
          new LongReader(),
          new ReplaceUnderLock(),
          new LostLock(),
          new FailedOpen(),
          new Stampede(),
          new RecursiveCompute(),
          new ParentAndChild(),
          new NestedView());

  private Programs() {}

  /** Each with its sentence. */
  public static List<LabView.Choice> catalogue() {
    return ALL.stream().map(Programs::choice).toList();
  }

  private static LabView.Choice choice(Program program) {
    Program.Card card = program.card();
    return new LabView.Choice(card.id(), card.title() + ". " + card.about());
  }

  /**
   * The program of this id.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Program named(String id) {
    for (Program program : ALL) {
      if (program.card().id().equals(id)) {
        return program;
      }
    }
    throw new IllegalArgumentException(
        "there is no lab '%s'; there are %s"
            .formatted(id, String.join(", ", ALL.stream().map(p -> p.card().id()).toList())));
  }
}
