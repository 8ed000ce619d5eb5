/** Made-up sequences whose best possible score is known. */
package org.lstmc.core.data.generate;
