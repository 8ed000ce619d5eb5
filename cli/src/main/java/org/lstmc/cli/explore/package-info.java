/** An exploration's machine, integer datapath and page. */
package org.lstmc.cli.explore;
