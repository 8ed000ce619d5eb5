// An unsigned number in other bits: zeros above, or the low bits alone.
`default_nettype none
module circ_fit #(
  parameter IW = 4,
  parameter OW = 4
) (
  // a narrower result drops bits that the number is known not to need
  /* verilator lint_off UNUSEDSIGNAL */
  input  wire [IW-1:0] a,
  /* verilator lint_on UNUSEDSIGNAL */
  output wire [OW-1:0] y
);
  generate
    if (OW > IW) begin : g_more
      assign y = {{(OW-IW){1'b0}}, a};
    end else begin : g_less
      assign y = a[OW-1:0];
    end
  endgenerate
endmodule
`default_nettype wire
