/**
 * Compression of a network's matrices: which weights are kept ({@link
 * org.lstmc.core.compress.PruningPattern}, one package a pattern, all listed in {@link
 * org.lstmc.core.compress.PruningPatterns}), what they cost in memory ({@code storage}) and how
 * ratios are chosen ({@code search}). No training and no hardware: a pattern names its default
 * machine, nothing more.
 */
package org.lstmc.core.compress;
