package glasshouse.engine.config;

/** What else is to be known of a parameter. */
public enum Mark {
  /** Only a file or the command line sets it; CONFIG SET refuses. */
  IMMUTABLE,
  /** CONFIG SET refuses unless enable-protected-configs allows it. */
  PROTECTED,
  /** CONFIG SET refuses while the data set is being loaded. */
  NOT_WHILE_LOADING,
  /** A secret: never logged, not shown by MONITOR and SLOWLOG. */
  SENSITIVE,
  /** CONFIG GET shows it only to those who name it exactly. */
  HIDDEN
}
