/** What a card's sensors are really like, found by experiment and kept as a passport, and which of them to trust. */
@NullMarked
package macjoule.bench.energy.passport;

import org.jspecify.annotations.NullMarked;
