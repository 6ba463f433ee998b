/**
 * What this host can measure, what keeps it from the rest, and what to do about it. Found out from files and permissions alone: no
 * native library is loaded, for one that fails to load can stay unusable, print traces or take seconds.
 */
@NullMarked
package macjoule.bench.doctor;

import org.jspecify.annotations.NullMarked;
