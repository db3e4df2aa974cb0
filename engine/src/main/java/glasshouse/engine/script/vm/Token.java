package glasshouse.engine.script.vm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Kinds of tokens of Lua 5.1. */
enum Token {
  AND,
  BREAK,
  DO,
  ELSE,
  ELSEIF,
  END,
  FALSE,
  FOR,
  FUNCTION,
  IF,
  IN,
  LOCAL,
  NIL,
  NOT,
  OR,
  REPEAT,
  RETURN,
  THEN,
  TRUE,
  UNTIL,
  WHILE,
  CONCAT(".."),
  DOTS("..."),
  EQ("=="),
  GE(">="),
  LE("<="),
  NE("~="),
  NUMBER("<number>"),
  NAME("<name>"),
  STRING("<string>"),
  EOS("<eof>"),
  /** Any single character. */
  CHAR(""),
  /** No token. */
  NONE("");

  private static final Map<String, Token> WORDS = new LinkedHashMap<>();

  static {
    for (Token t : values()) {
      if (t.compareTo(WHILE) <= 0) {
        WORDS.put(t.text, t);
      }
    }
  }

  private final String text;

  Token() {
    text = name().toLowerCase(Locale.ROOT);
  }

  Token(String text) {
    this.text = text;
  }

  /** How messages name it. */
  String text() {
    return text;
  }

  /** True when the token's own text says more than its kind. */
  boolean isOpen() {
    return this == NAME || this == NUMBER || this == STRING || this == CHAR;
  }

  static Token ofWord(String word) {
    return WORDS.getOrDefault(word, NAME);
  }
}
