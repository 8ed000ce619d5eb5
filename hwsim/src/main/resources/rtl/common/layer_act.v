// An activation function of all layers: a table (KIND 0, two cycles) or lines (KIND 1, six).
`default_nettype none
module layer_act #(
  parameter KIND = 0, parameter LAYERS = 1, parameter LW = 1, parameter IN_W = 16, parameter OUT_W = 16,
  parameter PORTS = 1, parameter STYLE = "block", parameter IMAGE = "",
  parameter [8*LAYERS-1:0] OUT_WS = 0,
  parameter LOG = 8, parameter [8*LAYERS-1:0] IN_WS = 0, parameter [8*LAYERS-1:0] SHIFTS = 0,
  parameter [8*LAYERS-1:0] LOGS = 0,
  parameter SEGMENTS = 1, parameter XW = 16, parameter SW = 16, parameter OW = 16, parameter YW = 40,
  parameter [XW*SEGMENTS*LAYERS-1:0] STARTS = 0, parameter [XW*LAYERS-1:0] BOUNDS = 0,
  parameter [8*LAYERS-1:0] UPS = 0, parameter [8*LAYERS-1:0] OFFSET_UPS = 0, parameter [8*LAYERS-1:0] DROPS = 0
) (
  input  wire clk,
  input  wire [LW-1:0] layer,
  input  wire [PORTS*IN_W-1:0] a,
  output wire [PORTS*OUT_W-1:0] y
);
  generate
    if (KIND == 0) begin : g_table
      layer_table #(.LAYERS(LAYERS), .LW(LW), .IN_W(IN_W), .OUT_W(OUT_W), .LOG(LOG), .IN_WS(IN_WS),
        .SHIFTS(SHIFTS), .LOGS(LOGS), .PORTS(PORTS), .STYLE(STYLE), .IMAGE(IMAGE)) entries
        (.clk(clk), .layer(layer), .a(a), .y(y));
    end else begin : g_lines
      layer_lines #(.LAYERS(LAYERS), .LW(LW), .IN_W(IN_W), .OUT_W(OUT_W), .SEGMENTS(SEGMENTS), .XW(XW), .SW(SW),
        .OW(OW), .YW(YW), .STARTS(STARTS), .BOUNDS(BOUNDS), .UPS(UPS), .OFFSET_UPS(OFFSET_UPS), .DROPS(DROPS),
        .OUT_WS(OUT_WS), .PORTS(PORTS), .STYLE(STYLE), .IMAGE(IMAGE)) lines
        (.clk(clk), .layer(layer), .a(a), .y(y));
    end
  endgenerate
endmodule
`default_nettype wire
