/** What every part of the model shares: the one way to say that an input cannot be used. */
@NullMarked
package macjoule.model;

import org.jspecify.annotations.NullMarked;
