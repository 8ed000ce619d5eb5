package org.lstmc.core.manifest;

import java.nio.file.Path;
import org.lstmc.core.model.Model;

/**
 * A model together with the file it stands in.
 *
 * @param path the manifest
 * @param sha256 hash of the manifest's bytes
 * @param model what it says
 */
public record StoredModel(Path path, String sha256, Model model) {}
