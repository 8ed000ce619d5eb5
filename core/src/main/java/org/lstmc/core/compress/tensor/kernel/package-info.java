/** The inner loop of a contraction step, with the Vector API and as a scalar twin. */
package org.lstmc.core.compress.tensor.kernel;
