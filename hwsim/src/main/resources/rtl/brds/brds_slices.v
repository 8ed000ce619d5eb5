// A vector for dense rows: word i in slice i mod R, so that one word of every slice is a beat.
`default_nettype none
module brds_slices #(
  parameter R = 2, parameter W = 16, parameter QW = 5, parameter DEPTH = 32, parameter BANKS = 2,
  parameter FORM = 1
) (
  input  wire clk,
  input  wire rbank,
  input  wire [QW-1:0] beat,
  input  wire wbank,
  input  wire [R-1:0] we,
  input  wire [R*QW-1:0] wa,
  input  wire [R*W-1:0] wd,
  output wire [R*W-1:0] operands
);
  wire unused = &{1'b0, rbank, wbank};  // of two banks
  genvar m;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_slice
      if (BANKS == 2) begin : g_two
        ram_1w1r #(.W(W), .DEPTH(2*DEPTH), .AW(QW+1), .STYLE(FORM == 0 ? "distributed" : "block")) slice (
          .clk(clk), .we(we[m]), .wa({wa[m*QW +: QW], wbank}), .wd(wd[m*W +: W]), .re(2'b11),
          .ra({beat, rbank}), .q(operands[m*W +: W]));
      end else begin : g_one
        ram_1w1r #(.W(W), .DEPTH(DEPTH), .AW(QW), .STYLE(FORM == 0 ? "distributed" : "block")) slice (
          .clk(clk), .we(we[m]), .wa(wa[m*QW +: QW]), .wd(wd[m*W +: W]), .re(2'b11),
          .ra(beat), .q(operands[m*W +: W]));
      end
    end
  endgenerate
endmodule
`default_nettype wire
