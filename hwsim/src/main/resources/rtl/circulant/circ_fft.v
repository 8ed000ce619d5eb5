// The transform of K real points, pipelined, a block a cycle (number contract, section 10).
// INVERSE 0: points in their order to the K words of the spectrum; 1: back.
// Latency: a cycle a stage, and four more in stages of 8 points and more.
`default_nettype none
module circ_fft #(
  parameter INVERSE = 0,
  parameter K = 8,
  parameter W = 12,
  parameter TW = 12,
  parameter TF = 10,
  parameter HALVINGS = 0,       // how many stages halve: last ones forward, first ones inverse
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter [(K/4+1)*32-1:0] COS = 0,
  parameter [(K/4+1)*32-1:0] SIN = 0
) (
  input  wire           clk,
  input  wire [K*W-1:0] x,
  output wire [K*W-1:0] y
);
  localparam LOG = $clog2(K);
  wire [(LOG+1)*K*W-1:0] z;     // between the stages
  function integer reversed(input integer number);
    integer n;
    integer left;
    begin
      reversed = 0;
      left = number;
      for (n = 0; n < LOG; n = n + 1) begin
        reversed = 2*reversed + left % 2;
        left = left / 2;
      end
    end
  endfunction

  genvar i;
  genvar b;
  genvar s;
  generate
    // words in the order of reversed binary digits stand before the forward, after the inverse
    for (i = 0; i < K; i = i + 1) begin : g_order
      localparam TO = reversed(i);
      if (INVERSE == 0) begin : g_in
        assign z[i*W +: W] = x[TO*W +: W];
      end else begin : g_out
        assign y[i*W +: W] = z[(LOG*K+TO)*W +: W];
      end
    end
    for (s = 0; s < LOG; s = s + 1) begin : g_stage
      if (INVERSE == 0) begin : g_forward
        localparam N = 2 << s;
        for (b = 0; b < K/N; b = b + 1) begin : g_block
          circ_fft_join #(.N(N), .K(K), .W(W), .TW(TW), .TF(TF),
            .HALVE((K/N < (1 << HALVINGS)) ? 1 : 0), .ROUND(ROUND), .SAT(SAT),
            .COS(COS), .SIN(SIN))
            u_join (.clk(clk), .z(z[(s*K+b*N)*W +: N*W]), .y(z[((s+1)*K+b*N)*W +: N*W]));
        end
      end else begin : g_inverse
        localparam N = K >> s;
        for (b = 0; b < K/N; b = b + 1) begin : g_block
          circ_fft_part #(.N(N), .K(K), .W(W), .TW(TW), .TF(TF),
            .HALVE((K/N < (1 << HALVINGS)) ? 1 : 0), .ROUND(ROUND), .SAT(SAT),
            .COS(COS), .SIN(SIN))
            u_part (.clk(clk), .z(z[(s*K+b*N)*W +: N*W]), .y(z[((s+1)*K+b*N)*W +: N*W]));
        end
      end
    end
    if (INVERSE == 0) begin : g_result
      assign y = z[LOG*K*W +: K*W];
    end else begin : g_source
      assign z[0 +: K*W] = x;
    end
  endgenerate
endmodule
`default_nettype wire
