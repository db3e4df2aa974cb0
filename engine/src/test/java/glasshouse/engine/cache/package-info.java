/** Tests of the single-file store: against models, against etcdctl, against crashes and damage. */
@NullMarked
package glasshouse.engine.cache;

import org.jspecify.annotations.NullMarked;
