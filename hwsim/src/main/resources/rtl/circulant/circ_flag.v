// A flag N cycles later; none come out after a reset.
`default_nettype none
module circ_flag #(
  parameter N = 1
) (
  input  wire clk,
  input  wire rst,
  input  wire d,
  output wire q
);
  generate
    if (N == 1) begin : g_one
      reg r;
      always @(posedge clk) r <= d & ~rst;
      assign q = r;
    end else begin : g_more
      reg [N-1:0] r;
      always @(posedge clk) r <= rst ? {N{1'b0}} : {r[N-2:0], d};
      assign q = r[N-1];
    end
  endgenerate
endmodule
`default_nettype wire
