/** One network through every technique and every machine that takes the result, in one table. */
package org.lstmc.cli.compare;
