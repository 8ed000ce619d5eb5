// fixed_round with the formats of the layer that the value belongs to. Fields of 8 bits a layer:
// IN_WS width that the argument is wrapped to, DROPS bits to drop plus 128, OUT_WS width of the result.
`default_nettype none
module layer_round #(
  parameter LAYERS = 1, parameter LW = 1, parameter IN_W = 32, parameter OUT_W = 16,
  parameter [8*LAYERS-1:0] IN_WS = 0, parameter [8*LAYERS-1:0] DROPS = 0,
  parameter [8*LAYERS-1:0] OUT_WS = 0, parameter MODE = 0, parameter SAT = 1
) (
  input  wire [LW-1:0] layer,
  input  wire [IN_W-1:0] a,
  output wire [OUT_W-1:0] y
);
  wire [LAYERS*OUT_W-1:0] each;
  wire unused_high = &{1'b0, a};  // bits above the widest argument
  genvar l;
  generate
    for (l = 0; l < LAYERS; l = l + 1) begin : g_layer
      localparam WI = {24'd0, IN_WS[8*l +: 8]};
      localparam integer D = {24'd0, DROPS[8*l +: 8]};
      localparam WO = {24'd0, OUT_WS[8*l +: 8]};
      wire [WO-1:0] r;
      fixed_round #(.IN_W(WI), .DROP(D - 128), .OUT_W(WO), .MODE(MODE), .SAT(SAT)) round
        (.a(a[WI-1:0]), .y(r));
      if (WO == OUT_W) begin : g_same
        assign each[l*OUT_W +: OUT_W] = r;
      end else begin : g_wider
        assign each[l*OUT_W +: OUT_W] = {{(OUT_W-WO){r[WO-1]}}, r};
      end
    end
    if (LAYERS == 1) begin : g_one
      wire unused = &{1'b0, layer};
      assign y = each;
    end else begin : g_mux
      assign y = each[layer*OUT_W +: OUT_W];
    end
  endgenerate
endmodule
`default_nettype wire
