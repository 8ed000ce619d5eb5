// Memory with a write port and a read port with output register; each register of the read port holds while
// its enable is 0. A word can be read from the cycle after it was written.
`default_nettype none
module ram_1w1r #(
  parameter W = 16, parameter DEPTH = 16, parameter AW = 4,
  /* verilator lint_off UNUSEDPARAM */
  parameter STYLE = "block"  // read by synthesis alone
  /* verilator lint_on UNUSEDPARAM */
) (
  input  wire clk,
  input  wire we,
  input  wire [AW-1:0] wa,
  input  wire [W-1:0] wd,
  input  wire [1:0] re,
  input  wire [AW-1:0] ra,
  output reg  [W-1:0] q
);
  localparam B = DEPTH > 1 ? $clog2(DEPTH) : 1;  // the address may be wider
  wire unused = &{1'b0, wa, ra};
  (* ram_style = STYLE *) reg [W-1:0] mem [0:DEPTH-1];
  reg [W-1:0] q1;
  always @(posedge clk) begin
    if (we) mem[wa[B-1:0]] <= wd;
    if (re[0]) q1 <= mem[ra[B-1:0]];
    if (re[1]) q <= q1;
  end
endmodule
`default_nettype wire
