package org.lstmc.hwsim.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.lstmc.core.LstmcException;

/** The head of a file of figures: JSON, of a schema and a version. */
public final class FigureDocument {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private FigureDocument() {}

  /**
   * Reads a document and checks its head.
   *
   * @param file what to call it in messages, such as {@code device file xcku060.json}
   * @throws LstmcException bad input: no JSON, no object, another schema or version
   */
  public static JsonNode read(String file, String json, String schema, int version) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + " column "
                  + e.getLocation().getColumnNr();
      throw LstmcException.badInput("%s is not JSON%s: %s", file, where, e.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      throw LstmcException.badInput("%s: found no JSON object", file);
    }
    if (!schema.equals(root.path("schema").asText())) {
      throw LstmcException.badInput(
          "%s: schema: found %s, allowed is \"%s\"", file, root.get("schema"), schema);
    }
    if (root.path("schemaVersion").asInt() != version) {
      throw LstmcException.badInput(
          "%s: schemaVersion: found %s, allowed is %d", file, root.get("schemaVersion"), version);
    }
    return root;
  }
}
