// Field SEL of a table of constants, fields of 32 bits of which the low W are used.
`default_nettype none
module circ_const #(
  parameter N = 1,
  parameter W = 8,
  parameter SELW = 1,
  parameter [N*32-1:0] TABLE = 0
) (
  input  wire [SELW-1:0] sel,
  output reg  [W-1:0]    y
);
  integer i;
  always @* begin
    y = TABLE[0 +: W];
    for (i = 1; i < N; i = i + 1)
      if (sel == i[SELW-1:0]) y = TABLE[32*i +: W];
  end
endmodule
`default_nettype wire
