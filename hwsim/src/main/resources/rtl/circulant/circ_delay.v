// N registers in a row; N may be 0.
`default_nettype none
module circ_delay #(
  parameter W = 1,
  parameter N = 1
) (
  input  wire         clk,
  input  wire [W-1:0] d,
  output wire [W-1:0] q
);
  generate
    if (N == 0) begin : g_wire
      wire unused = &{1'b0, clk};
      assign q = d;
    end else begin : g_regs
      reg [N*W-1:0] r;
      if (N == 1) begin : g_one
        always @(posedge clk) r <= d;
      end else begin : g_more
        always @(posedge clk) r <= {r[(N-1)*W-1:0], d};
      end
      assign q = r[N*W-1 -: W];
    end
  endgenerate
endmodule
`default_nettype wire
