package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.IMMUTABLE;

/** Users and what is refused to them. */
public final class AclSection extends Section {
  /** File of the users; empty for none. */
  public final TextParameter file = text("aclfile", "", IMMUTABLE);

  /** What a new user may do with channels: {@code allchannels} or {@code resetchannels}. */
  public final WordParameter pubsubDefault =
      word("acl-pubsub-default", "resetchannels", "allchannels resetchannels");

  /** Most entries of ACL LOG. */
  public final NumberParameter logMaxLen = number("acllog-max-len", 128, 0, LONG);

  /** The lines {@code user NAME RULE...}. */
  public final UserLines users = new UserLines();

  AclSection() {}
}
