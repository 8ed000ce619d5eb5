/**
 * The bricks of machines for block-circulant matrices: matrix-vector units that work on spectra,
 * element-wise lanes, and the coarse pipeline of such stages with double buffers between them, as
 * C-LSTM (arXiv 1803.06305) and E-RNN (arXiv 1812.07106) have it. The schedule of a stage gives
 * cycles, activity and the order in which a machine computes.
 */
package org.lstmc.hwsim.parts.circulant;
