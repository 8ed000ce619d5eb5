/** One class a command. */
package org.lstmc.cli.command;
