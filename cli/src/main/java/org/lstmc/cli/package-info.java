/** The command line: thin commands that call {@code core} and {@code hwsim}; no arithmetic. */
package org.lstmc.cli;
