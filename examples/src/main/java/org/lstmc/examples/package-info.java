/**
 * lstmc as a library: programs to be read. They use {@code core} and {@code hwsim}, not the tool.
 */
package org.lstmc.examples;
