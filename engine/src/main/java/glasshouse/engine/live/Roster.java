package glasshouse.engine.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster in the order they were added; read by many threads. */
final class Roster {
  private final List<Member> members = new CopyOnWriteArrayList<>();

  void add(Member member) {
    members.add(member);
  }

  @Nullable Member get(String name) {
    for (Member member : members) {
      if (member.name().equals(name)) {
        return member;
      }
    }
    return null;
  }

  /** All of them; what is added meanwhile may or may not be among them. */
  List<Member> all() {
    return members;
  }

  /** The first of n1, n2 and so on that is free, not below the number of nodes. */
  String freeName() {
    int number = members.size() + 1;
    while (get("n" + number) != null) {
      number++;
    }
    return "n" + number;
  }
}
