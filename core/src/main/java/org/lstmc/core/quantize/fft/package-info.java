/**
 * The Fourier transform of real vectors in fixed point, and the product of a block-circulant matrix
 * with a vector that is made of it ({@code docs/arithmetic.md}, section on block-circulant
 * matrices): exact integers, a twin in double precision, and a bound for the difference.
 */
package org.lstmc.core.quantize.fft;
