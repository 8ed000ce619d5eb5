// A vector for R multipliers that read anywhere in it. FORM 0 and 1: a copy for each multiplier in look-up
// tables or block RAM, both banks in one memory. FORM 2: two multipliers share a pair of block RAM banks, or
// one bank where nothing is read while it is written. Up to WP words a cycle are written: lane 1 only in
// FORM 2 with two banks.
`default_nettype none
module brds_vector #(
  parameter R = 2, parameter W = 16, parameter CW = 6, parameter DEPTH = 64, parameter BANKS = 2,
  parameter FORM = 2, parameter WP = 2
) (
  input  wire clk,
  input  wire rbank,
  input  wire [R*CW-1:0] columns,
  input  wire wbank,
  input  wire [WP-1:0] we,
  input  wire [WP*CW-1:0] wa,
  input  wire [WP*W-1:0] wd,
  output wire [R*W-1:0] operands
);
  wire unused = &{1'b0, rbank, wbank};  // of two banks
  genvar m;
  generate
    if (FORM == 2) begin : g_pairs
      for (m = 0; m < R; m = m + 2) begin : g_pair
        localparam OTHER = m + 1 < R ? m + 1 : m;
        wire [W-1:0] q0, q1;
        if (BANKS == 2) begin : g_two
          ram_banks #(.W(W), .DEPTH(DEPTH), .AW(CW)) banks (
            .clk(clk), .rbank(rbank), .ra0(columns[m*CW +: CW]), .ra1(columns[OTHER*CW +: CW]),
            .wbank(wbank), .we0(we[0]), .we1(WP > 1 && we[WP-1]), .wa0(wa[0 +: CW]), .wa1(wa[(WP-1)*CW +: CW]),
            .wd0(wd[0 +: W]), .wd1(wd[(WP-1)*W +: W]), .q0(q0), .q1(q1));
        end else begin : g_one
          ram_pair #(.W(W), .DEPTH(DEPTH), .AW(CW)) bank (
            .clk(clk), .we(we[0]), .wa(wa[0 +: CW]), .wd(wd[0 +: W]), .ra0(columns[m*CW +: CW]),
            .ra1(columns[OTHER*CW +: CW]), .q0(q0), .q1(q1));
        end
        wire unused_q1 = &q1;
        assign operands[m*W +: W] = q0;
        if (m + 1 < R) begin : g_second
          assign operands[(m+1)*W +: W] = q1;
        end
      end
    end else begin : g_copies
      for (m = 0; m < R; m = m + 1) begin : g_copy
        if (BANKS == 2) begin : g_two
          ram_1w1r #(.W(W), .DEPTH(2*DEPTH), .AW(CW+1), .STYLE(FORM == 0 ? "distributed" : "block")) copy (
            .clk(clk), .we(we[0]), .wa({wa[0 +: CW], wbank}), .wd(wd[0 +: W]), .re(2'b11),
            .ra({columns[m*CW +: CW], rbank}), .q(operands[m*W +: W]));
        end else begin : g_one
          ram_1w1r #(.W(W), .DEPTH(DEPTH), .AW(CW), .STYLE(FORM == 0 ? "distributed" : "block")) copy (
            .clk(clk), .we(we[0]), .wa(wa[0 +: CW]), .wd(wd[0 +: W]), .re(2'b11),
            .ra(columns[m*CW +: CW]), .q(operands[m*W +: W]));
        end
      end
    end
  endgenerate
endmodule
`default_nettype wire
