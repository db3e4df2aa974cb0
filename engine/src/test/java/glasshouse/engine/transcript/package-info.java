/**
 * Transcripts: text files that show what a client says and what a server answers, and are run
 * against our node and against the real redis-server from the same lines. They lie in {@code
 * src/test/resources/transcripts/FAMILY/NAME.txt}.
 *
 * <pre>
 * # A line with a number sign is a comment; an empty line means nothing.
 * > SET greeting "hello\n"          client 1 sends; words are quoted as in redis-cli
 * OK                                its reply, in redis-cli's notation
 * ~ SET greeting "hello\n"          what has gone to replicas since the last such look
 * 2> BLPOP list 0                   client 2 sends, and nothing comes back yet
 * > LPUSH list a
 * (integer) 1
 * 2<                                what client 2 receives later (or more, or pushed)
 * 1) "list"
 * 2) "a"
 * &#64;pass 120                         120 milliseconds go by
 * ---                               a new block: empty databases, new connections
 * </pre>
 *
 * <p><b>Replies</b>: {@code OK} (a status), {@code "bulk"}, {@code (integer) 1}, {@code (nil)},
 * {@code (nil array)} for RESP2's null array, {@code (error) ERR ...}, {@code (empty array)},
 * {@code 1) ...} for elements, nested by indentation. RESP3 adds {@code 1~ ...} (set), {@code 1#
 * key => value} (map), {@code 1! ...} (push), {@code (double) 1.5}, {@code (true)}, {@code
 * (false)}, {@code (big number) 1}, {@code (verbatim txt) "..."}, {@code (empty hash)}, {@code
 * (empty set)}. A command without a reply below it must get none.
 *
 * <p><b>What varies</b>: {@code /regex/} in the place of one element or one word; {@code (integer)
 * 90..100} for a range. {@code {ms+5000}} and {@code {s+5}} stand for the present Unix time and
 * five seconds, in commands, replies and streams; our node must give it exactly, the real server
 * may be as late as it was slow. {@code {x*100}} stands for a hundred x, and {@code {id2}} for the
 * id of client 2, which is asked for it once, where it stands first.
 *
 * <p><b>Directives</b>: {@code @unordered} before a command whose reply may have its elements in
 * any order, {@code @unordered 2} when pairs stay together. {@code @resp3} (or {@code @resp3 2})
 * lets client 1 (or 2) say HELLO 3. {@code @config name value} sets an option until the end of the
 * block. {@code @ours} and {@code @real} before a block's first command run it on one server only;
 * the comment says why.
 *
 * <p><b>Streams</b>: {@code ~ words} lines are all commands since the last look, a lone {@code ~}
 * says that there was none; {@code @unordered} goes for them too. A block begins with the stream
 * standing on database 0. A server that a block makes a replica has nobody to send to from there
 * on, and is a master again in the next one.
 *
 * <p>{@link glasshouse.engine.transcript.TranscriptRecorder} fills in what is missing by asking the
 * real server. Environment variable TRANSCRIPT restricts a run to names that contain its value.
 *
 * <p>May import: everything of the engine, and the oracles.
 */
@NullMarked
package glasshouse.engine.transcript;

import org.jspecify.annotations.NullMarked;
