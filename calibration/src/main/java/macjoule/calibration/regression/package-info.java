/**
 * Whether things got worse: two runs held against each other, or a night against the nights before it. Every verdict comes with its
 * interval, and what cannot be told is said to be so.
 */
@NullMarked
package macjoule.calibration.regression;

import org.jspecify.annotations.NullMarked;
