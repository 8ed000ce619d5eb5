// Activation functions as lines over equal segments (number contract, section 5), value six cycles after the
// argument: segment and place in it 2 (with the table of slopes and intercepts), product 3, sum and rounding 1.
// Layer l has the SEGMENTS words {intercept, slope} from l*SEGMENTS on. Fields of XW bits: STARTS by layer and
// segment, BOUNDS by layer; of 8 bits a layer: UPS and OFFSET_UPS left shifts of product and intercept, DROPS
// bits to drop plus 128, OUT_WS width of the result.
`default_nettype none
module layer_lines #(
  parameter LAYERS = 1, parameter LW = 1, parameter IN_W = 16, parameter OUT_W = 16, parameter SEGMENTS = 16,
  parameter XW = 18, parameter SW = 16, parameter OW = 18, parameter YW = 40,
  parameter [XW*SEGMENTS*LAYERS-1:0] STARTS = 0, parameter [XW*LAYERS-1:0] BOUNDS = 0,
  parameter [8*LAYERS-1:0] UPS = 0, parameter [8*LAYERS-1:0] OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] DROPS = 0, parameter [8*LAYERS-1:0] OUT_WS = 0, parameter PORTS = 1,
  /* verilator lint_off UNUSEDPARAM */
  parameter STYLE = "auto",  // read by synthesis alone
  /* verilator lint_on UNUSEDPARAM */
  parameter IMAGE = ""
) (
  input  wire clk,
  input  wire [LW-1:0] layer,
  input  wire [PORTS*IN_W-1:0] a,
  output wire [PORTS*OUT_W-1:0] y
);
  localparam DEPTH = LAYERS * SEGMENTS;
  localparam AW = DEPTH > 1 ? $clog2(DEPTH) : 1;
  (* ram_style = STYLE *) reg [OW+SW-1:0] mem [0:DEPTH-1];
  generate
    if (IMAGE != "") begin : g_image
      initial $readmemh(IMAGE, mem);
    end
  endgenerate
  wire [LW-1:0] layer5;
  delay #(.N(5), .W(LW)) d_layer (.clk(clk), .d(layer), .q(layer5));
  wire [XW*LAYERS-1:0] bounds = BOUNDS;
  wire [XW*SEGMENTS*LAYERS-1:0] starts = STARTS;
  wire signed [XW-1:0] bound;
  wire [AW-1:0] base;
  genvar p, k;
  generate
    if (LAYERS == 1) begin : g_one
      wire unused = &{1'b0, layer};
      assign bound = bounds;
      assign base = {AW{1'b0}};
    end else begin : g_several
      wire [31:0] place = layer * SEGMENTS;
      wire unused = &{1'b0, place};
      assign bound = bounds[layer*XW +: XW];
      assign base = place[AW-1:0];
    end
    for (p = 0; p < PORTS; p = p + 1) begin : g_port
      wire signed [XW-1:0] wide = {{(XW-IN_W){a[p*IN_W+IN_W-1]}}, a[p*IN_W +: IN_W]};
      wire signed [XW-1:0] high = bound - 1'b1;
      wire signed [XW-1:0] held = wide < -bound ? -bound : wide > high ? high : wide;
      // The segment is the number of starts, but the first, that are not beyond the argument.
      wire [SEGMENTS-1:0] passed;
      assign passed[0] = 1'b0;
      for (k = 1; k < SEGMENTS; k = k + 1) begin : g_start
        wire signed [XW-1:0] start;
        if (LAYERS == 1) begin : g_only
          assign start = starts[k*XW +: XW];
        end else begin : g_of_layer
          assign start = starts[(layer*SEGMENTS+k)*XW +: XW];
        end
        assign passed[k] = held >= start;
      end
      reg [AW-1:0] at;
      integer i;
      always @* begin
        at = base;
        for (i = 1; i < SEGMENTS; i = i + 1) if (passed[i]) at = at + 1'b1;
      end
      reg [OW+SW-1:0] line1, line2;
      reg signed [XW-1:0] held1, start1, along2;
      always @(posedge clk) begin
        line1 <= mem[at];
        line2 <= line1;
        held1 <= held;
        start1 <= starts[at*XW +: XW];
        along2 <= held1 - start1;
      end
      wire [XW+SW-1:0] rise;
      wire [OW-1:0] offset;
      wire [YW-1:0] rise_up, offset_up;
      wire [OUT_W-1:0] rounded;
      reg [OUT_W-1:0] value;
      product #(.A(XW), .B(SW)) multiply (.clk(clk), .en(3'b111), .a(along2), .b(line2[0 +: SW]), .p(rise));
      delay #(.N(3), .W(OW)) d_offset (.clk(clk), .d(line2[SW +: OW]), .q(offset));
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(XW+SW), .OUT_W(YW), .SHIFTS(UPS)) up
        (.layer(layer5), .a(rise), .y(rise_up));
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(OW), .OUT_W(YW), .SHIFTS(OFFSET_UPS)) up_offset
        (.layer(layer5), .a(offset), .y(offset_up));
      localparam [7:0] SUM_W = YW;
      layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(YW), .OUT_W(OUT_W), .IN_WS({LAYERS{SUM_W}}), .DROPS(DROPS),
        .OUT_WS(OUT_WS), .MODE(0), .SAT(1)) round (.layer(layer5), .a(rise_up + offset_up), .y(rounded));
      always @(posedge clk) value <= rounded;
      assign y[p*OUT_W +: OUT_W] = value;
    end
  endgenerate
endmodule
`default_nettype wire
