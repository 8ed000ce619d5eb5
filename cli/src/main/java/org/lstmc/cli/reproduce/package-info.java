/** The published record beside our figures, as page, text, CSV and JSON. */
package org.lstmc.cli.reproduce;
