/**
 * SWM: one engine of transforms, element-wise products and inverse transforms, time-shared over the
 * layers of a feed-forward network of block-circulant matrices, for many images at once.
 *
 * <p>C. Ding, A. Ren, G. Yuan, X. Ma, J. Li, N. Liu, B. Yuan, Y. Wang, "Structured Weight
 * Matrices-Based Hardware Accelerators in Deep Neural Networks: FPGAs and ASICs", GLSVLSI 2018,
 * arXiv 1804.11239; its machine is that of C. Ding et al., "CirCNN: Accelerating and Compressing
 * Deep Neural Networks Using Block-Circulant Weight Matrices", MICRO 2017, arXiv 1708.08917. No
 * body of either paper could be read.
 */
package org.lstmc.hwsim.swm;
