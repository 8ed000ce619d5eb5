/** The report: one record, its file, its renderings and the gates on its values. */
package org.lstmc.cli.report;
