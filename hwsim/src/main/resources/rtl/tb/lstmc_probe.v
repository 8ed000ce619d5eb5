// Compares a signal inside the core with what the integer datapath holds there, word by word in the order
// in which they come. Outputs alone do not show what a rounding hides. The highest bit of an expected word
// says whether it is compared.
//   lstmc NAME PROBE signal word cycle expected got     (words in hex)
//   lstmc NAME FEW signal words_seen words_expected
`default_nettype none
module lstmc_probe #(
  parameter NAME = "",
  parameter SIGNAL = "",
  parameter WORDS = 1,
  parameter WIDTH = 1,
  parameter EXPECTED = ""
) (
  input  wire clk,
  input  wire rst,
  input  wire [47:0] cycle,
  input  wire closing,                 // the last cycle in which a word may come is over
  input  wire valid,
  input  wire [WIDTH-1:0] data,
  output reg  failed
);
  reg [WIDTH:0] expected [0:WORDS-1];
  reg [31:0] seen;
  wire [WIDTH:0] entry = expected[seen < WORDS ? seen : 0];
  wire [WIDTH-1:0] want = entry[WIDTH-1:0];
  initial begin
    $readmemh(EXPECTED, expected);
    seen = 0;
    failed = 0;
  end
  always @(posedge clk) if (!rst && !failed) begin
    if (valid === 1'b1) begin
      seen <= seen + 1;
      if (seen >= WORDS || entry[WIDTH] && data !== want) begin
        $display("lstmc %0s PROBE %0s %0d %0d %h %h", NAME, SIGNAL, seen, cycle, want, data);
        failed <= 1'b1;
      end
    end
    if (closing && seen != WORDS) begin
      $display("lstmc %0s FEW %0s %0d %0d", NAME, SIGNAL, seen, WORDS);
      failed <= 1'b1;
    end
  end
endmodule
`default_nettype wire
