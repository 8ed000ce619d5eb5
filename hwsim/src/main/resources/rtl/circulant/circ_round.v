// Brings an integer into OW bits after dropping DROP bits (shifting up by -DROP where DROP < 0):
// "to" of the number contract, section 2. Combinational.
// ROUND 0: to nearest, halves up (RND); 1: down (TRN); 2: to nearest, halves to even (RND_CONV).
// SAT 1: the nearest integer that fits; 0: the low bits (WRAP).
`default_nettype none
module circ_round #(
  parameter IW = 16,
  parameter DROP = 0,
  parameter OW = 12,
  parameter ROUND = 0,
  parameter SAT = 1
) (
  input  wire [IW-1:0] a,
  output wire [OW-1:0] y
);
  // bits of the rounded value: one more than the shifted ones, for the carry of rounding
  localparam XW = (DROP > 0) ? ((IW > DROP) ? IW : DROP + 1) : IW;
  localparam RW = (DROP > 0) ? XW - DROP + 1 : IW - DROP;
  wire [RW-1:0] r;
  generate
    if (DROP > 0) begin : g_down
      wire [XW-1:0] x;
      if (XW > IW) begin : g_wide
        assign x = {{(XW-IW){a[IW-1]}}, a};
      end else begin : g_same
        assign x = a;
      end
      wire [RW-1:0] floor = {x[XW-1], x[XW-1:DROP]};
      if (ROUND == 0) begin : g_rnd
        assign r = floor + {{(RW-1){1'b0}}, x[DROP-1]};
      end else if (ROUND == 1) begin : g_trn
        assign r = floor;
      end else if (DROP > 1) begin : g_conv
        assign r = floor + {{(RW-1){1'b0}}, x[DROP-1] & (floor[0] | (|x[DROP-2:0]))};
      end else begin : g_conv1
        assign r = floor + {{(RW-1){1'b0}}, x[0] & floor[0]};
      end
    end else if (DROP < 0) begin : g_up
      assign r = {a, {(-DROP){1'b0}}};
    end else begin : g_none
      assign r = a;
    end
    if (RW < OW) begin : g_extend
      assign y = {{(OW-RW){r[RW-1]}}, r};
    end else if (RW == OW) begin : g_equal
      assign y = r;
    end else if (SAT == 1) begin : g_sat
      wire out = (r[RW-1:OW-1] != {(RW-OW+1){r[RW-1]}});
      assign y = out ? {r[RW-1], {(OW-1){~r[RW-1]}}} : r[OW-1:0];
    end else begin : g_wrap
      wire unused = &{1'b0, r[RW-1:OW]};
      assign y = r[OW-1:0];
    end
  endgenerate
endmodule
`default_nettype wire
