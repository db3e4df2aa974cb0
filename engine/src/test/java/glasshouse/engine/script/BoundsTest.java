package glasshouse.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a script cannot do: take all memory, run for ever, nest without end. */
final class BoundsTest {
  private final ScriptEngine engine = new ScriptEngine(8 << 20, "7.0.15", false);

  private String run(String script) {
    return LanguageTest.ours(engine, script, new LanguageTest.NoCommands());
  }

  @Test
  void a_string_of_a_gigabyte_is_refused() {
    assertThat(run("return #string.rep('x', 1e9)")).contains("not enough memory");
  }

  @Test
  void doubling_a_string_ends() {
    assertThat(run("local s='x' while true do s=s..s end")).contains("not enough memory");
  }

  @Test
  void a_growing_table_ends() {
    assertThat(run("local t={} local i=0 while true do i=i+1 t[i]={i} end"))
        .contains("not enough memory");
  }

  @Test
  void equal_long_strings_count_each() {
    assertThat(run("local t={} while true do t[#t+1]=string.rep('x',1000) end"))
        .contains("not enough memory");
  }

  @Test
  void one_string_held_often_counts_once() {
    assertThat(
            run("local s=string.rep('x',100000) local t={} for i=1,1000 do t[i]=s end return #t"))
        .isEqualTo(":1000\\r\\n");
  }

  @Test
  void garbage_is_free() {
    assertThat(run("for i=1,3000 do local s=string.rep('x',10000) end return 'done'"))
        .isEqualTo("$4\\r\\ndone\\r\\n");
  }

  @Test
  void the_end_of_memory_cannot_be_caught() {
    assertThat(run("pcall(function() return string.rep('x',1e9) end) return 1"))
        .contains("not enough memory");
  }

  @Test
  void endless_recursion_is_an_error_of_lua() {
    assertThat(run("local function f() return 1+f() end return f()")).contains("stack overflow");
    assertThat(run("local function f() pcall(f) end f() return 'ok'"))
        .isEqualTo("$2\\r\\nok\\r\\n");
    assertThat(run("local t=setmetatable({},{}) getmetatable(t).__index=t return t.x"))
        .contains("loop in gettable");
    assertThat(run("return (" + "(".repeat(300) + "1" + ")".repeat(301)))
        .contains("chunk has too many syntax levels");
    assertThat(run("return string.match(string.rep('a',5000), string.rep('a?',5000))"))
        .contains("pattern too complex");
    assertThat(run("local s = string.rep('[',900) return cjson.decode(s)")).contains("T_END");
  }

  @Test
  void a_table_in_itself_is_answered() {
    assertThat(run("local t={} t[1]=t return t")).contains("-ERR reached lua stack limit");
  }

  @Test
  void a_script_is_killed_even_in_pcall() {
    int[] beats = {0};
    LanguageTest.NoCommands host =
        new LanguageTest.NoCommands() {
          @Override
          public boolean tick() {
            return ++beats[0] > 3;
          }
        };
    String script = "while true do pcall(function() while true do end end) end";
    assertThat(LanguageTest.ours(engine, script, host))
        .startsWith("-ERR Script killed by user with SCRIPT KILL... script: ")
        .endsWith(", on @user_script:1.\\r\\n");
    assertThat(beats[0]).isEqualTo(4);
    String pattern = "return string.find(string.rep('a',200),'.-.-.-.-.-b')";
    assertThat(LanguageTest.ours(engine, pattern, host)).contains("Script killed by user");
    assertThat(run("return 1")).isEqualTo(":1\\r\\n");
  }

  @Test
  void a_run_does_not_depend_on_what_ran_before() {
    String script =
        "local t={} for i=1,50 do t[{}]=i t[function() end]=i t[i*1.5]=i t['k'..i]=i end"
            + " local r={} for k,v in pairs(t) do r[#r+1]=type(k)..v end"
            + " return {table.concat(r,','), tostring({}), tostring(r)}";
    String first = run(script);
    run("for i=1,1000 do local t={} end");
    assertThat(run(script)).isEqualTo(first);
    ScriptEngine other = new ScriptEngine(8 << 20, "7.0.15", false);
    assertThat(LanguageTest.ours(other, script, new LanguageTest.NoCommands())).isEqualTo(first);
  }

  @Test
  void tables_as_keys_come_in_the_same_order_in_every_jvm() {
    String script =
        "local t={} for i=1,20 do t[{}]=i end local r={} for k,v in pairs(t) do r[#r+1]=v end"
            + " return table.concat(r,' ')";
    assertThat(run(script))
        .isEqualTo("$50\\r\\n16 17 18 19 20 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\\r\\n");
  }
}
