// Deals words that come one by one out to R slices: word i to slice i mod R.
`default_nettype none
module brds_deal #(parameter R = 2, parameter W = 16, parameter QW = 5) (
  input  wire clk,
  input  wire rst,
  input  wire valid,
  input  wire last,
  input  wire [QW-1:0] base,
  input  wire [W-1:0] word,
  output wire [R-1:0] we,
  output wire [R*QW-1:0] wa,
  output wire [R*W-1:0] wd
);
  reg [15:0] slice;
  reg [QW-1:0] quotient;
  wire wrap = slice == R - 1;
  wire [QW-1:0] at = quotient + base;
  genvar m;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_slice
      assign we[m] = valid && slice == m;
      assign wa[m*QW +: QW] = at;
      assign wd[m*W +: W] = word;
    end
  endgenerate
  always @(posedge clk) begin
    if (valid) begin
      slice <= last || wrap ? 16'd0 : slice + 16'd1;
      quotient <= last ? {QW{1'b0}} : wrap ? quotient + 1'b1 : quotient;
    end
    if (rst) begin
      slice <= 16'd0;
      quotient <= {QW{1'b0}};
    end
  end
endmodule
`default_nettype wire
