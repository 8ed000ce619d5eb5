/**
 * TIE: an engine for tensor trains.
 *
 * <p>C. Deng, F. Sun, X. Qian, J. Lin, Z. Wang, B. Yuan, "TIE: Energy-efficient Tensor Train-based
 * Inference Engine for Deep Neural Network", ISCA 2019.
 */
package org.lstmc.hwsim.tie;
