/**
 * What this host can measure, what keeps it from the rest, and what to do about it. Found out from files and permissions: no native
 * library is loaded, for one that fails to load can stay unusable, print traces or take seconds. Only engines on a GPU ask its driver.
 */
@NullMarked
package macjoule.bench.doctor;

import org.jspecify.annotations.NullMarked;
