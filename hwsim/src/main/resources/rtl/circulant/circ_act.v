// An activation function (number contract, section 5). KIND 0: a table, two cycles. KIND 1: lines
// over equal segments, six cycles.
`default_nettype none
module circ_act #(
  parameter KIND = 0,
  parameter IW = 12,
  parameter OW = 12,
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter DEPTH = 2048,
  parameter DW = 11,
  parameter EW = 12,            // bits of an entry: a value, or {intercept, slope, start}
  parameter INIT = "",
  parameter [LAYERS*32-1:0] IN_BITS = 0,
  parameter [LAYERS*32-1:0] OUT_BITS = 0,
  // tables: bits dropped for the index, bits of the index, address of the middle entry
  parameter [LAYERS*32-1:0] SHIFTS = 0,
  parameter [LAYERS*32-1:0] LOGS = 0,
  parameter [LAYERS*32-1:0] CENTRES = 0,
  // lines: segments, where they start (by segment, then layer), bits of start, slope, intercept;
  // shifts of product and intercept in the sum, bits dropped from it; address of the first line
  parameter SEGMENTS = 1,
  parameter [SEGMENTS*LAYERS*32-1:0] STARTS = 0,
  parameter [LAYERS*32-1:0] BOUNDS = 0,
  parameter XW = 12,
  parameter SW = 8,
  parameter CW = 12,
  parameter YW = 32,
  parameter [LAYERS*32-1:0] PRODUCT_UP = 0,
  parameter [LAYERS*32-1:0] INTERCEPT_UP = 0,
  parameter [LAYERS*32-1:0] DROPS = 0,
  parameter [LAYERS*32-1:0] FIRSTS = 0
) (
  input  wire          clk,
  input  wire [LW-1:0] layer,
  input  wire [IW-1:0] x,
  output wire [OW-1:0] y
);
  wire [DW-1:0] address;
  wire [EW-1:0] entry;
  circ_rom #(.W(EW), .DEPTH(DEPTH), .AW(DW), .INIT(INIT))
    u_rom (.clk(clk), .ra(address), .rd(entry));
  generate
    if (KIND == 0) begin : g_table
      wire [DW-1:0] from_centre;
      wire [DW-1:0] centre;
      circ_convert #(.IW(IW), .OW(DW), .N(LAYERS), .SELW(LW), .IN_BITS(IN_BITS), .DROPS(SHIFTS),
        .OUT_BITS(LOGS), .ROUND(1), .SAT(1)) u_index (.sel(layer), .a(x), .y(from_centre));
      circ_const #(.N(LAYERS), .W(DW), .SELW(LW), .TABLE(CENTRES)) u_centre (.sel(layer), .y(centre));
      assign address = centre + from_centre;
      circ_align #(.IW(EW), .OW(OW)) u_value (.sel(1'b0), .a(entry), .y(y));
    end else begin : g_lines
      // the segment is the number of starts, but the first, that are not beyond x
      wire signed [XW-1:0] wide;
      wire signed [XW-1:0] bound;
      wire signed [XW-1:0] low = -bound;
      wire signed [XW-1:0] high = bound - {{(XW-1){1'b0}}, 1'b1};
      wire signed [XW-1:0] held = (wide < low) ? low : (wide > high) ? high : wide;
      wire [SEGMENTS-1:0] passed;
      wire [DW-1:0] first;
      reg [DW-1:0] segment;
      circ_align #(.IW(IW), .OW(XW)) u_wide (.sel(1'b0), .a(x), .y(wide));
      circ_const #(.N(LAYERS), .W(XW), .SELW(LW), .TABLE(BOUNDS)) u_bound (.sel(layer), .y(bound));
      circ_const #(.N(LAYERS), .W(DW), .SELW(LW), .TABLE(FIRSTS)) u_first (.sel(layer), .y(first));
      genvar g;
      assign passed[0] = 1'b0;
      for (g = 1; g < SEGMENTS; g = g + 1) begin : g_start
        wire signed [XW-1:0] start;
        circ_const #(.N(LAYERS), .W(XW), .SELW(LW), .TABLE(STARTS[g*LAYERS*32 +: LAYERS*32]))
          u_start (.sel(layer), .y(start));
        assign passed[g] = (held >= start);
      end
      integer i;
      always @* begin
        segment = first;
        for (i = 0; i < SEGMENTS; i = i + 1) segment = segment + {{(DW-1){1'b0}}, passed[i]};
      end
      assign address = segment;
      wire [XW-1:0] held2;
      wire [XW-1:0] along = held2 - entry[0 +: XW];
      wire [XW+SW-1:0] product;
      wire [YW-1:0] up;
      wire [CW-1:0] intercept;
      wire [YW-1:0] offset;
      wire [YW-1:0] sum = up + offset;
      wire [OW-1:0] rounded;
      reg [OW-1:0] value;
      circ_delay #(.W(XW), .N(2)) u_held (.clk(clk), .d(held), .q(held2));
      circ_mult #(.AW(XW), .BW(SW)) u_mult (.clk(clk), .a(along), .b(entry[XW +: SW]), .p(product));
      circ_delay #(.W(CW), .N(3)) u_late (.clk(clk), .d(entry[XW+SW +: CW]), .q(intercept));
      circ_align #(.IW(XW+SW), .OW(YW), .N(LAYERS), .SELW(LW), .SHIFTS(PRODUCT_UP))
        u_up (.sel(layer), .a(product), .y(up));
      circ_align #(.IW(CW), .OW(YW), .N(LAYERS), .SELW(LW), .SHIFTS(INTERCEPT_UP))
        u_offset (.sel(layer), .a(intercept), .y(offset));
      circ_convert #(.IW(YW), .OW(OW), .N(LAYERS), .SELW(LW), .IN_BITS({LAYERS{32'd0 + YW}}),
        .DROPS(DROPS), .OUT_BITS(OUT_BITS), .ROUND(0), .SAT(1))
        u_round (.sel(layer), .a(sum), .y(rounded));
      always @(posedge clk) value <= rounded;
      assign y = value;
    end
  endgenerate
endmodule
`default_nettype wire
