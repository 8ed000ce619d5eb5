// Index of an activation table (number contract, section 5): the argument shifted right by SHIFT, held
// within the 2^LOG entries, counted from the middle one.
`default_nettype none
module table_index #(
  parameter integer IN_W = 16, parameter integer SHIFT = 0, parameter integer LOG = 8
) (
  input  wire [IN_W-1:0] a,
  output wire [LOG-1:0] k
);
  wire [LOG-1:0] held;
  fixed_round #(.IN_W(IN_W), .DROP(SHIFT), .OUT_W(LOG), .MODE(1), .SAT(1)) hold (.a(a), .y(held));
  localparam [LOG-1:0] MIDDLE = ~({LOG{1'b1}} >> 1);
  assign k = held ^ MIDDLE;
endmodule
`default_nettype wire
