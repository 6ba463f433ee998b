/**
 * Networks in files. {@link macjoule.model.format.NetworkFiles} is the one entry; each format that it knows has a package of its
 * own below this one. Reading is strict: what is not understood is an error, never a silent gap in the counts.
 */
@NullMarked
package macjoule.model.format;

import org.jspecify.annotations.NullMarked;
