// Entries of one memory as wide as those of two: values with their sign, columns with zeros.
`default_nettype none
module brds_widen #(
  parameter R = 2, parameter V = 16, parameter I = 4, parameter TO_V = 16, parameter TO_I = 4
) (
  input  wire [R*(V+I)-1:0] a,
  output wire [R*(TO_V+TO_I)-1:0] y
);
  localparam E = V + I;
  localparam TO = TO_V + TO_I;
  genvar m;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_entry
      if (TO_V == V) begin : g_value
        assign y[m*TO +: V] = a[m*E +: V];
      end else begin : g_wider_value
        assign y[m*TO +: TO_V] = {{(TO_V-V){a[m*E+V-1]}}, a[m*E +: V]};
      end
      if (TO_I > 0 && I == TO_I) begin : g_column
        assign y[m*TO+TO_V +: TO_I] = a[m*E+V +: I];
      end else if (TO_I > 0 && I > 0) begin : g_wider_column
        assign y[m*TO+TO_V +: TO_I] = {{(TO_I-I){1'b0}}, a[m*E+V +: I]};
      end else if (TO_I > 0) begin : g_no_column
        assign y[m*TO+TO_V +: TO_I] = {TO_I{1'b0}};
      end
    end
  endgenerate
endmodule
`default_nettype wire
