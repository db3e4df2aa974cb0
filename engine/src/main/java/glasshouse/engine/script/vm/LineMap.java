package glasshouse.engine.script.vm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.luaj.vm2.Lua;
import org.luaj.vm2.Prototype;

/**
 * Turns the lines of the compiler, which count tokens, into lines of the source, where Lua 5.1 sees
 * them: an operator's code on the line its last operand ends on, a call's on the line of its
 * opening parenthesis. A 5.2 compiler takes the operator's and the function's own line for it.
 */
final class LineMap {
  private int[] tokens = new int[64];
  private int[] operators = new int[64];
  private final TreeMap<Integer, List<Integer>> calls = new TreeMap<>();

  /** What stands before the first token. */
  static final int START = 1;

  LineMap() {
    token(START, 1);
  }

  /** Lines of instructions that Lua 5.1 does not have. */
  static final int HIDDEN = 0;

  /** A token ends on a line. */
  void token(int index, int line) {
    if (index >= tokens.length) {
      tokens = Arrays.copyOf(tokens, index * 2);
      operators = Arrays.copyOf(operators, index * 2);
    }
    tokens[index] = line;
  }

  /** The last operand of an operator ends on a line. */
  void operator(int index, int line) {
    operators[index] = line;
  }

  /** The arguments of a call begin on a line; {@code first} begins the expression it stands in. */
  void call(int first, int line) {
    calls.computeIfAbsent(first, _ -> new ArrayList<>(1)).add(line);
  }

  /** What is inserted behind this token is not of the source. */
  void hide(int index) {
    tokens[index] = HIDDEN;
  }

  /** The line of a token. */
  int line(int index) {
    return index < tokens.length ? tokens[index] : -1;
  }

  /** Corrects the lines of a function and those in it. */
  void apply(Prototype p) {
    int[] lines = p.lineinfo;
    for (int pc = 0; pc < lines.length; pc++) {
      lines[pc] = line(Lua.GET_OPCODE(p.code[pc]), lines[pc]);
    }
    for (Prototype inner : p.p) {
      apply(inner);
    }
  }

  private int line(int opcode, int index) {
    return switch (opcode) {
      case Lua.OP_ADD,
          Lua.OP_SUB,
          Lua.OP_MUL,
          Lua.OP_DIV,
          Lua.OP_MOD,
          Lua.OP_POW,
          Lua.OP_UNM,
          Lua.OP_LEN,
          Lua.OP_CONCAT ->
          operators[index] == 0 ? line(index) : operators[index];
      case Lua.OP_CALL, Lua.OP_TAILCALL -> {
        List<Integer> of = calls.get(index);
        yield of == null || of.isEmpty() ? line(index) : of.removeFirst();
      }
      default -> line(index);
    };
  }
}
