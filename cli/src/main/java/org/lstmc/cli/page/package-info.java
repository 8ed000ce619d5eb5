/** A page of headings, text, tables and bars, as Markdown and as HTML that needs nothing else. */
package org.lstmc.cli.page;
