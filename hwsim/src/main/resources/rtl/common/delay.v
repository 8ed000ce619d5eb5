// The input, N cycles later.
`default_nettype none
module delay #(parameter N = 1, parameter W = 1) (
  input  wire clk,
  input  wire [W-1:0] d,
  output wire [W-1:0] q
);
  generate
    if (N == 0) begin : g_wire
      wire unused = clk;
      assign q = d;
    end else begin : g_line
      reg [N*W-1:0] line;
      if (N == 1) begin : g_one
        always @(posedge clk) line <= d;
      end else begin : g_more
        always @(posedge clk) line <= {line[(N-1)*W-1:0], d};
      end
      assign q = line[(N-1)*W +: W];
    end
  endgenerate
endmodule
`default_nettype wire
