/**
 * Slow, plain, double-precision twins of what other packages compute fast: oracles for tests, and
 * the place where every signal inside a network can be watched.
 */
package org.lstmc.core.reference;
