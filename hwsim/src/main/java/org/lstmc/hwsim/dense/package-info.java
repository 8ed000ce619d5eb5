/**
 * Plain dense engines to measure the others against: a matrix-vector engine (rows of multipliers
 * with adder trees) and an output-stationary systolic array. Both multiply zeros like any weight.
 */
package org.lstmc.hwsim.dense;
